package io.feedback4j.web;

import io.feedback4j.FeedbackConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The address at the other end of the connection, as the container gives it. No name is ever looked up. */
final class Peer {
    private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");
    private static final Pattern NEAR_V4 = Pattern.compile(
            "(10(\\.\\d{1,3}){3})|(192\\.168(\\.\\d{1,3}){2})|(172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2})"
                    + "|(169\\.254(\\.\\d{1,3}){2})");
    /** The first byte of unique local IPv6 addresses, fc00::/7. */
    private static final int UNIQUE_LOCAL = 0xFC;

    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");
    /** Whoever has one IPv6 address has all of this prefix. */
    private static final int V6_PREFIX_BYTES = 8;
    /** What proxies add. Anybody else can add them, too: they tell only that the peer may not be the caller. */
    private static final List<String> FORWARDING =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-IP", "Via");

    private Peer() {}

    /** Whether the request says that it has come through a proxy. */
    static boolean isForwarded(Request request) {
        return FORWARDING.stream().anyMatch(header -> !request.headers(header).isEmpty());
    }

    /**
     * The address that belongs to the caller; {@code null} where it is not known, which it is not behind a proxy: all
     * callers have the proxy's there, and what one of them does must not be held against the others. A header that
     * speaks of a proxy is believed from this machine and from private networks only, where proxies are; anybody can
     * send one.
     */
    static @Nullable String ofCaller(Request request, FeedbackConfig.Access access) {
        String address = request.remoteAddress();
        boolean configured = access.tlsTerminated() || access.publicUrl() != null;
        return configured || isForwarded(request) && isNear(address) ? null : address;
    }

    /** Whether an address is of this machine or of a private network (RFC 1918, RFC 4193) or link. */
    private static boolean isNear(@Nullable String address) {
        if (address == null || isLoopback(address) || NEAR_V4.matcher(address).matches()) {
            return true;
        }
        InetAddress v6 = v6(address);
        return v6 != null
                && (v6.isSiteLocalAddress() || v6.isLinkLocalAddress() || (v6.getAddress()[0] & 0xFE) == UNIQUE_LOCAL);
    }

    /** Whether the connection comes from this machine. */
    static boolean isLoopback(@Nullable String address) {
        if (address == null) {
            return false;
        }
        InetAddress v6 = v6(address);
        return v6 == null ? LOOPBACK_V4.matcher(address).matches() : v6.isLoopbackAddress();
    }

    /** Under what an address is counted: itself, or its /64 for IPv6. */
    static String counted(String address) {
        InetAddress v6 = v6(address);
        if (v6 == null) {
            return address;
        }
        byte[] bytes = v6.getAddress();
        if (bytes.length == 4) {
            return v6.getHostAddress();
        }
        StringBuilder prefix = new StringBuilder("v6:");
        for (int i = 0; i < V6_PREFIX_BYTES; i++) {
            prefix.append(Character.forDigit(bytes[i] >> 4 & 0xF, 16)).append(Character.forDigit(bytes[i] & 0xF, 16));
        }
        return prefix.toString();
    }

    /** The address when it is written as an IPv6 one, which may still hold an IPv4 one. */
    private static @Nullable InetAddress v6(String address) {
        String literal =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        int zone = literal.indexOf('%');
        literal = zone < 0 ? literal : literal.substring(0, zone);
        if (!V6.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
