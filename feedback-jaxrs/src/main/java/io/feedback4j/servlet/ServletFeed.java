package io.feedback4j.servlet;

import io.feedback4j.web.Answer;
import io.feedback4j.web.EventFeed;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One peer that reads a body without an end: written without blocking (Servlet 6.0, section 3.7), so that a peer that does
 * not read holds no thread. It may be some bytes behind; further behind it is dropped.
 *
 * <p>Thread-safe.
 */
public final class ServletFeed implements EventFeed.Listener, WriteListener, AsyncListener {
    /** How many bytes wait for a peer. */
    static final int MAX_WAITING_BYTES = 256 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ServletFeed.class);

    private final EventFeed feed;
    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean begun;
    private boolean writable;
    private boolean unflushed;
    private boolean closed;

    private ServletFeed(EventFeed feed, AsyncContext async, ServletOutputStream out) {
        this.feed = feed;
        this.async = async;
        this.out = out;
    }

    /**
     * Begins to answer. The request must be one that can be answered later; it ends when the peer goes, reads too slowly or
     * is sent away.
     *
     * @param answer one with a feed
     */
    public static void begin(Answer answer, EventFeed feed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        ServletFeed listener = new ServletFeed(feed, async, response.getOutputStream());
        async.addListener(listener);
        listener.out.setWriteListener(listener);
    }

    /** Called by the container, first when the request's own thread has gone. */
    @Override
    public void onWritePossible() {
        boolean first;
        synchronized (this) {
            writable = true;
            first = !begun;
            begun = true;
        }
        if (first) {
            feed.begin(this);
        } else {
            write();
        }
    }

    @Override
    public synchronized boolean tell(byte[] bytes) {
        if (closed) {
            return false;
        }
        if (waitingBytes + bytes.length > MAX_WAITING_BYTES) {
            close();
            return false;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length;
        write();
        return !closed;
    }

    private synchronized void write() {
        try {
            while (writable && !closed && (unflushed || !waiting.isEmpty())) {
                if (out.isReady()) {
                    writeOne();
                } else {
                    writable = false;
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("The peer has gone", e);
            close();
        }
    }

    private void writeOne() throws IOException {
        byte[] next = waiting.poll();
        unflushed = next != null;
        if (next == null) {
            out.flush();
        } else {
            waitingBytes -= next.length;
            out.write(next);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            async.complete();
        } catch (RuntimeException e) {
            LOG.debug("The request has ended already", e);
        }
    }

    /** Called by the container when the peer has gone. */
    @Override
    public void onError(Throwable failure) {
        feed.end(this);
        close();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        synchronized (this) {
            closed = true;
        }
        feed.end(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        feed.end(this);
        close();
    }

    @Override
    public void onError(AsyncEvent event) {
        feed.end(this);
        close();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // nobody starts it anew
    }
}
