package io.feedback4j.servlet;

import io.feedback4j.web.Answer;
import io.feedback4j.web.BodyWriter;
import io.feedback4j.web.Engine;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives answers: without a thread where the servlet and every filter before ours allow it, else by waiting. */
final class ServletAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ServletAnswers.class);

    private ServletAnswers() {}

    static void answer(Engine engine, ServletRequestView ours, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.isAsyncSupported() || request.isAsyncStarted()) {
            write(engine.await(ours), response);
            return;
        }
        CompletableFuture<Answer> answer = engine.handle(ours).toCompletableFuture();
        if (answer.isDone()) {
            write(answer.join(), response);
        } else {
            writeLater(answer, request.startAsync(request, response));
        }
    }

    private static void writeLater(CompletableFuture<Answer> answer, AsyncContext async) {
        // The engine has a limit of its own.
        async.setTimeout(0);
        CompletionStage<Answer> unused = answer.whenComplete((ready, bug) -> {
            try {
                // On a thread of the container's: a peer that does not read must not hold one that others wait for.
                async.start(() -> writeAndComplete(ready, async));
            } catch (RuntimeException e) {
                LOG.debug("The container runs nothing any more", e);
                writeAndComplete(ready, async);
            }
        });
    }

    private static void writeAndComplete(Answer answer, AsyncContext async) {
        try {
            write(answer, (HttpServletResponse) async.getResponse());
        } catch (IOException | RuntimeException e) {
            LOG.debug("The peer has gone", e);
        } finally {
            complete(async);
        }
    }

    private static void complete(AsyncContext async) {
        try {
            async.complete();
        } catch (RuntimeException e) {
            LOG.debug("The request has ended already", e);
        }
    }

    private static void write(Answer answer, HttpServletResponse response) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(response::setHeader);
        BodyWriter writer = answer.writer();
        if (writer != null) {
            writer.writeTo(response.getOutputStream());
            return;
        }
        byte[] body = answer.body();
        if (body.length > 0) {
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
