package io.feedback4j.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is the same for everybody, ready to go out as it is and compressed.
 *
 * @param type its media type
 * @param plain its bytes; not to be changed by anybody
 * @param gzip the same compressed, once and for all; not to be changed by anybody
 * @param hash of the plain bytes
 */
record Asset(String type, byte[] plain, byte[] gzip, String hash) {
    private static final byte[] NOTHING = {};

    static Asset of(String type, byte[] plain) {
        return new Asset(type, plain, compressed(plain), Etag.hash(plain));
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The file, or 304 for a caller who has it; each of its two forms has a name of its own. */
    Answer answer(Request request, String cacheControl) {
        boolean asGzip = gzip.length < plain.length && Negotiation.takesGzip(request);
        String etag = '"' + hash + (asGzip ? "-gzip\"" : "\"");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Cache-Control", cacheControl);
        headers.put("ETag", etag);
        headers.put("Vary", "Accept-Encoding");
        if (Etag.isKnown(request, etag)) {
            return Answers.publicly(304, headers, NOTHING);
        }
        if (asGzip) {
            headers.put("Content-Encoding", "gzip");
        }
        return Answers.publicly(200, headers, asGzip ? gzip : plain);
    }
}
