<%@ page contentType="text/plain;charset=ISO-8859-1" session="true" trimDirectiveWhitespaces="true" %><%
    // Counts the visits of a session.
    var visits = (Integer) session.getAttribute("visits");
    session.setAttribute("visits", visits = visits == null ? 1 : visits + 1);
    out.print(session.getId() + " " + visits);
%>
