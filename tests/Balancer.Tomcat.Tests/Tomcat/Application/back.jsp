<%@ page session="false" isErrorPage="true" trimDirectiveWhitespaces="true" %><%
    // Sends the body back while it comes in.
    response.setContentType("application/octet-stream");
    if (request.getContentLengthLong() >= 0) {
        response.setContentLengthLong(request.getContentLengthLong());
    }

    var from = request.getInputStream();
    var to = response.getOutputStream();
    var buffer = new byte[8192];
    for (int read; (read = from.read(buffer)) > 0; ) {
        to.write(buffer, 0, read);
        if (request.getHeader("x-flush") != null) {
            to.flush();
        }
    }

    out.clear();
    out = pageContext.pushBody();
%>
