<%@ page contentType="text/plain;charset=ISO-8859-1" session="false" isErrorPage="true" trimDirectiveWhitespaces="true" import="java.util.*,java.security.*" %><%
    // Says what the request looks like from here. As an error page it takes every method.
    var hash = MessageDigest.getInstance("SHA-256");
    var buffer = new byte[8192];
    long bytes = 0;
    var body = request.getInputStream();
    for (int read; (read = body.read(buffer)) > 0; bytes += read) {
        hash.update(buffer, 0, read);
    }

    var said = new StringBuilder();
    said.append("method ").append(request.getMethod()).append('\n');
    said.append("uri ").append(request.getRequestURI()).append('\n');
    said.append("query ").append(request.getQueryString()).append('\n');
    said.append("protocol ").append(request.getProtocol()).append('\n');
    said.append("scheme ").append(request.getScheme()).append(' ').append(request.isSecure()).append('\n');
    said.append("remote ").append(request.getRemoteAddr()).append(' ').append(request.getRemotePort()).append('\n');
    said.append("local ").append(request.getLocalAddr()).append('\n');
    said.append("server ").append(request.getServerName()).append(' ').append(request.getServerPort()).append('\n');
    said.append("user ").append(request.getRemoteUser()).append(' ').append(request.getAuthType()).append('\n');
    said.append("length ").append(request.getContentLengthLong()).append('\n');
    for (var name : Collections.list(request.getHeaderNames())) {
        for (var value : Collections.list(request.getHeaders(name))) {
            said.append("header ").append(name.toLowerCase(Locale.ROOT)).append(": ").append(value).append('\n');
        }
    }

    var asked = request.getQueryString() == null ? "" : request.getQueryString();
    for (var pair : asked.split("&")) {
        if (pair.startsWith("attribute=")) {
            said.append("attribute ").append(pair.substring(10)).append(' ').append(request.getAttribute(pair.substring(10))).append('\n');
        }
    }

    said.append("cipher ").append(request.getAttribute("jakarta.servlet.request.cipher_suite")).append('\n');
    said.append("key size ").append(request.getAttribute("jakarta.servlet.request.key_size")).append('\n');
    said.append("tls ").append(request.getAttribute("org.apache.tomcat.util.net.secure_protocol_version")).append('\n');
    var certificates = (java.security.cert.X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
    said.append("certificate ").append(certificates == null ? null : certificates[0].getSubjectX500Principal().getName()).append('\n');
    said.append("body ").append(bytes).append(' ').append(HexFormat.of().formatHex(hash.digest())).append('\n');
    out.print(said);
%>
