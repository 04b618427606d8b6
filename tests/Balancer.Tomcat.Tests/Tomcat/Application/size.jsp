<%@ page session="false" trimDirectiveWhitespaces="true" %><%
    // So many bytes, each its place modulo 251. With length=1 their number is said before.
    response.setContentType("application/octet-stream");
    long left = Long.parseLong(request.getParameter("n"));
    if (request.getParameter("length") != null) {
        response.setContentLengthLong(left);
    }

    var to = response.getOutputStream();
    var piece = new byte[251 * 64];
    for (int i = 0; i < piece.length; i++) {
        piece[i] = (byte) (i % 251);
    }

    for (; left > 0; left -= Math.min(left, piece.length)) {
        to.write(piece, 0, (int) Math.min(left, piece.length));
    }

    out.clear();
    out = pageContext.pushBody();
%>
