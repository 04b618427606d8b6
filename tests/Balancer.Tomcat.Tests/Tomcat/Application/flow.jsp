<%@ page contentType="text/plain;charset=ISO-8859-1" session="false" trimDirectiveWhitespaces="true" %>
<%@ include file="WEB-INF/gates.jspf" %><%
    // Says "one", waits, says "two". With flush=1 "one" is flushed; with push=1 it goes out because the buffer is full.
    var say = response.getOutputStream();
    say.print("one");
    if (request.getParameter("push") != null) {
        say.write(new byte[Integer.parseInt(request.getParameter("push"))]);
    }

    if (request.getParameter("flush") != null) {
        response.flushBuffer();
    }

    pass(application, request.getParameter("key"));
    say.print("two");
    out.clear();
    out = pageContext.pushBody();
%>
