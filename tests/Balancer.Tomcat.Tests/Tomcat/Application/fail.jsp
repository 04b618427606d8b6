<%@ page session="false" trimDirectiveWhitespaces="true" %><%
    // Breaks down after so many bytes, which are flushed first; with 0 before anything was said.
    int after = Integer.parseInt(request.getParameter("after"));
    if (after > 0) {
        var to = response.getOutputStream();
        to.write(new byte[after]);
        to.flush();
    }

    if (true) {
        throw new IllegalStateException("as it was told to");
    }
%>
