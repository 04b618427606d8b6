<%@ page contentType="text/plain;charset=ISO-8859-1" session="false" trimDirectiveWhitespaces="true" %>
<%@ include file="WEB-INF/gates.jspf" %><%
    // Opens a gate, or waits until somebody stands before it.
    var gate = gate(application, request.getParameter("key"));
    if ("open".equals(request.getParameter("do"))) {
        gate[1].countDown();
    } else if (!gate[0].await(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody came");
    }

    out.print("done");
%>
