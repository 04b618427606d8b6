<%@ page contentType="text/plain;charset=ISO-8859-1" session="false" isErrorPage="true" trimDirectiveWhitespaces="true" %><%
    // Answers as it is told to, and reads nothing of a body: status, header=Name:value (any number), fill=how many more headers of 100 bytes.
    for (var pair : request.getQueryString().split("&")) {
        var value = java.net.URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), "ISO-8859-1");
        if (pair.startsWith("status=")) {
            response.setStatus(Integer.parseInt(value));
        } else if (pair.startsWith("header=")) {
            response.addHeader(value.substring(0, value.indexOf(':')), value.substring(value.indexOf(':') + 1));
        } else if (pair.startsWith("fill=")) {
            for (int i = 0; i < Integer.parseInt(value); i++) {
                response.addHeader("X-Fill-" + (1000 + i), "x".repeat(100 - 4 - 11));
            }
        } else if (pair.startsWith("error=")) {
            response.sendError(Integer.parseInt(value));
            return;
        }
    }

    out.print("said");
%>
