package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.model.Feedback;
import io.feedback4j.model.Target;
import io.feedback4j.web.FormPages.Page;
import io.feedback4j.web.FormTokens.Permission;
import org.jspecify.annotations.Nullable;

/**
 * The page behind a link in a mail. To open it says nothing: programs that guard mailboxes open every link. It may be
 * opened from anywhere, since a mail is read on another site.
 */
final class FormPageEndpoint {
    private final FeedbackService service;
    private final Assistants assistants;
    private final VoterGate gate;
    private final FormTokens tokens;
    private final FormPages pages;

    FormPageEndpoint(
            FeedbackService service, Assistants assistants, VoterGate gate, FormTokens tokens, FormPages pages) {
        this.service = service;
        this.assistants = assistants;
        this.gate = gate;
        this.tokens = tokens;
        this.pages = pages;
    }

    Answer answer(Call call) {
        Request request = call.request();
        gate.passPage(request);
        String token = call.variable(0);
        Permission permission =
                tokens.open(token).orElseThrow(() -> FormPost.noPermission("is not valid, or not any more"));
        Target sealed = permission.target();
        String assistantId = assistants.resolve(sealed.assistantId());
        String voter = sealed.voter().isEmpty() ? gate.voterOf(request) : sealed.voter();
        String language = FormPost.language(new QueryString(request.query()).last("lang"));
        Page page = new Page(FormWords.of(request, language), "../", token, sealed.isSession(), language);
        return pages.ask(page, score(new Target(assistantId, sealed.sessionId(), sealed.messageId(), voter)));
    }

    /** What was given before; never a text. */
    private @Nullable Double score(Target target) {
        for (Feedback feedback : service.current(target.assistantId(), target.sessionId(), target.voter())) {
            if (feedback.target().equals(target)) {
                return feedback.opinion().score();
            }
        }
        return null;
    }
}
