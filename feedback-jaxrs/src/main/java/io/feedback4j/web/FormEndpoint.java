package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedback4j.FeedbackService;
import io.feedback4j.intake.Submission;
import io.feedback4j.intake.Withdrawal;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.model.FeedbackRecord;
import io.feedback4j.model.NewFeedback;
import io.feedback4j.model.Opinion;
import io.feedback4j.model.Status;
import io.feedback4j.web.FormPages.Page;
import io.feedback4j.web.FormPages.TakeBack;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gives feedback, or takes it back, by a plain form of a page of this site, and answers as browsers without script want. */
final class FormEndpoint implements Endpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;
    private final FormTokens tokens;
    private final FormPages pages;
    private final FeedbackReader reader;
    private final Undo undo;

    FormEndpoint(FeedbackService service, Assistants assistants, VoterGate gate, FormTokens tokens, FormPages pages) {
        this.service = service;
        this.assistants = assistants;
        this.gate = gate;
        this.tokens = tokens;
        this.pages = pages;
        this.reader = new FeedbackReader(service.config().reasons());
        this.undo = new Undo(service);
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        Request request = call.request();
        gate.passForm(request);
        FormPost post = FormPost.of(FormFields.read(request), tokens, assistants);
        Page page = new Page(
                FormWords.of(request, post.language()),
                "",
                post.token(),
                post.target().isSession(),
                post.language());
        if (post.isUndo()) {
            return takeBack(call, post, page);
        }
        NewFeedback feedback;
        try {
            feedback = post.feedback(reader, voterOf(post, request));
        } catch (ProblemException e) {
            return CompletableFuture.completedFuture(pages.problem(page, e.problem(), said(post)));
        }
        gate.passVote(feedback.target());
        call.admit();
        return submit(feedback, post.token()).thenApply(record -> stored(request, post, page, record));
    }

    /** Whom the token names, or else whom the host knows. */
    private String voterOf(FormPost post, Request request) {
        String named = post.target().voter();
        return named.isEmpty() ? gate.voterOf(request) : named;
    }

    /** What was filled in and can be shown again, so that nobody has to write it twice. */
    private static Opinion said(FormPost post) {
        String text = String.join("", post.fields().all("text"));
        int end = text.offsetByCodePoints(
                0, Math.min(Opinion.MAX_TEXT_CODE_POINTS, text.codePointCount(0, text.length())));
        return new Opinion(
                post.score(),
                text.substring(0, end),
                post.fields().all("reasons").stream()
                        .distinct()
                        .limit(Opinion.MAX_REASONS)
                        .toList());
    }

    /**
     * The same form sent twice, as by a double click, is one request. Where something else was said in between, saying the
     * first again is a change of mind.
     */
    private CompletionStage<FeedbackRecord> submit(NewFeedback feedback, String token) {
        String hash = Payload.hash(feedback);
        String key = "form-" + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(token + '\n' + hash));
        NewFeedback keyed = new NewFeedback(feedback.target(), feedback.opinion(), key);
        return service.submit(keyed, hash).thenCompose(submission -> {
            FeedbackRecord before = repeated(submission);
            return before != null && before.feedback().status() != Status.CURRENT
                    ? service.submit(feedback, null).thenApply(FormEndpoint::kept)
                    : CompletableFuture.completedFuture(kept(submission));
        });
    }

    private static @Nullable FeedbackRecord repeated(Submission submission) {
        return submission instanceof Submission.Repeated repeated ? repeated.record() : null;
    }

    private static FeedbackRecord kept(Submission submission) {
        return submission.fold(
                accepted -> accepted.record(),
                repeated -> repeated.record(),
                conflict -> {
                    throw new IllegalStateException("the key holds the content");
                },
                busy -> {
                    throw busy(busy.reason(), busy.retryAfter());
                });
    }

    private static ProblemException busy(String reason, Duration retryAfter) {
        return new ProblemException(Problem.of(ProblemKind.BUSY, reason).retryAfter(retryAfter));
    }

    private Answer stored(Request request, FormPost post, Page page, FeedbackRecord record) {
        if (post.returnTo() != null) {
            return back(request, post.returnTo(), "stored");
        }
        FeedbackId id = record.feedback().id();
        return pages.stored(page, record.feedback().opinion(), new TakeBack(id.value(), undo.value(id)));
    }

    private CompletionStage<Answer> takeBack(Call call, FormPost post, Page page) {
        FeedbackId id = post.undone(undo);
        call.admit();
        return service.withdraw(post.target().assistantId(), id).thenApply(withdrawal -> {
            checkDone(withdrawal);
            return post.returnTo() == null ? pages.undone(page) : back(call.request(), post.returnTo(), "undone");
        });
    }

    private static void checkDone(Withdrawal withdrawal) {
        boolean unused = withdrawal.fold(
                done -> true,
                unknown -> {
                    throw RecordEndpoint.unknown();
                },
                busy -> {
                    throw busy(busy.reason(), busy.retryAfter());
                });
    }

    private static Answer back(Request request, String path, String outcome) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/plain;charset=UTF-8");
        headers.put("Cache-Control", "no-store");
        headers.put("Location", ReturnPath.location(request, path, outcome));
        headers.put("X-Content-Type-Options", "nosniff");
        // Without a body a container would put its own page there.
        return new Answer(303, headers, outcome.getBytes(UTF_8));
    }
}
