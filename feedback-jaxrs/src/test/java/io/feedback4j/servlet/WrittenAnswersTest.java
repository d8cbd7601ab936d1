package io.feedback4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedback4j.hosts.Client.Reply;
import io.feedback4j.hosts.EmbeddedJetty;
import io.feedback4j.web.Engine;
import io.feedback4j.web.WrittenAnswers;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are written as they come, in a servlet container. */
class WrittenAnswersTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areSentWhole(boolean asynchronous) {
        try (EmbeddedJetty host = start(WrittenAnswers.whole(), asynchronous)) {
            Reply reply = host.client("").send("GET", "export.csv", "");

            assertThat(reply.body()).isEqualTo(WrittenAnswers.text());
            assertThat(reply.header("content-type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
            assertThat(host.client("").send("HEAD", "export.csv", "").status()).isEqualTo(200);
        }
    }

    @Test
    void areNotTakenForWholeWhenTheRestCannotBeRead() {
        try (EmbeddedJetty host = start(WrittenAnswers.broken(), true)) {
            assertThatThrownBy(() -> host.client("").send("GET", "export.csv", ""))
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    private static EmbeddedJetty start(Engine engine, boolean asynchronous) {
        return EmbeddedJetty.start(context -> {
            ServletHolder holder = new ServletHolder(new Answering(engine));
            holder.setAsyncSupported(asynchronous);
            context.addServlet(holder, "/*");
        });
    }

    private static final class Answering extends HttpServlet {
        private static final long serialVersionUID = 1L;

        private final transient Engine engine;

        Answering(Engine engine) {
            this.engine = engine;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ServletAnswers.answer(engine, new ServletRequestView(request, "/shop", "export.csv"), request, response);
        }
    }
}
