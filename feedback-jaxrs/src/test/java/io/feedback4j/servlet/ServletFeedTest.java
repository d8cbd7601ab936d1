package io.feedback4j.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.web.Answer;
import io.feedback4j.web.EventFeed;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;

/** Peers that read too slowly, or go. */
class ServletFeedTest {
    private static final byte[] CHUNK = new byte[64 * 1024];
    /** What operating systems keep for both ends of a connection is far less. */
    private static final int MANY = 4_000;

    private final Feed feed = new Feed();

    @Test
    void dropsAPeerThatDoesNotReadWithoutWaitingForIt() throws Exception {
        try (EmbeddedJetty host = start();
                Socket peer = connect(host)) {
            EventFeed.Listener listener = feed.begun.get(30, TimeUnit.SECONDS);

            int told = 0;
            while (told < MANY && listener.tell(CHUNK)) {
                told++;
            }

            assertThat(told).isLessThan(MANY);
            assertThat(listener.tell(CHUNK)).isFalse();
            assertThat(peer.isConnected()).isTrue();
        }
    }

    @Test
    void tellsTheFeedThatAPeerHasGone() throws Exception {
        try (EmbeddedJetty host = start()) {
            EventFeed.Listener listener;
            try (Socket peer = connect(host)) {
                listener = feed.begun.get(30, TimeUnit.SECONDS);
                assertThat(peer.getInputStream().read()).isEqualTo('H');
            }
            while (feed.ended.getCount() > 0 && listener.tell(new byte[] {':', '\n', '\n'})) {
                Thread.onSpinWait();
            }

            assertThat(feed.ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private EmbeddedJetty start() {
        return EmbeddedJetty.start(context -> {
            ServletHolder holder = new ServletHolder(new Telling(feed));
            holder.setAsyncSupported(true);
            context.addServlet(holder, "/*");
        });
    }

    private static Socket connect(EmbeddedJetty host) throws IOException {
        URI root = host.client("").root();
        Socket socket = new Socket(root.getHost(), root.getPort());
        String request = "GET /shop/ HTTP/1.1\r\nHost: " + root.getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    private static final class Feed implements EventFeed {
        final CompletableFuture<Listener> begun = new CompletableFuture<>();
        final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void begin(Listener listener) {
            listener.tell(new byte[] {'\n'});
            begun.complete(listener);
        }

        @Override
        public void end(Listener listener) {
            ended.countDown();
        }
    }

    private static final class Telling extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient Feed feed;

        Telling(Feed feed) {
            this.feed = feed;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Answer answer = new Answer(200, Map.of("Content-Type", "text/event-stream"), new byte[0], null, feed);
            ServletFeed.begin(answer, feed, request, response);
        }
    }
}
