package io.feedback4j.web;

import io.feedback4j.web.FormPages.Page;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An endpoint for people: what goes wrong in it is said by a page, too, under the same status. */
final class PageEndpoint implements Endpoint {
    private final Endpoint endpoint;
    private final FormPages pages;
    private final String up;
    private final Failures failures = new Failures();

    /** @param up as in {@link Page} */
    PageEndpoint(Endpoint endpoint, FormPages pages, String up) {
        this.endpoint = endpoint;
        this.pages = pages;
        this.up = up;
    }

    @Override
    public CompletionStage<Answer> answer(Call call) {
        return answered(call).handle((answer, thrown) -> {
            if (thrown == null) {
                return answer;
            }
            Problem problem = failures.problem(thrown, call.request().method());
            Page page = new Page(FormWords.of(call.request(), null), up, null, false, null);
            return pages.problem(page, problem, null);
        });
    }

    private CompletionStage<Answer> answered(Call call) {
        try {
            return endpoint.answer(call);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
