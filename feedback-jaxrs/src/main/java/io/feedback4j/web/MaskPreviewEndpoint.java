package io.feedback4j.web;

import io.feedback4j.FeedbackService;
import io.feedback4j.masking.MaskKind;
import io.feedback4j.masking.Masking;
import io.feedback4j.model.FieldProblem;
import io.feedback4j.model.InvalidFeedbackException;
import io.feedback4j.model.Opinion;
import io.feedback4j.web.StrictJson.Null;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows what masking makes of a text. The text is kept nowhere and logged nowhere. */
final class MaskPreviewEndpoint {
    private static final Set<String> MEMBERS = Set.of("text", "mask");
    private static final String ALLOWED = "must be an array of email, phone and card";

    private final FeedbackService service;
    private final Access access;
    private final OriginProof origin;

    MaskPreviewEndpoint(FeedbackService service, Access access, OriginProof origin) {
        this.service = service;
        this.access = access;
        this.origin = origin;
    }

    Answer answer(Call call) {
        Request request = call.request();
        String unused = access.require(request, Right.READER);
        origin.require(request);
        Map<String, Object> members = JsonBody.read(request, MEMBERS);
        List<FieldProblem> problems = new ArrayList<>();
        String text = text(members, problems);
        Set<MaskKind> kinds = kinds(members, problems);
        if (!problems.isEmpty()) {
            throw new ProblemException(Problem.invalid(problems));
        }
        Masking.Result result = new Masking(kinds).apply(text);
        return Answers.privately(200, Json.object(json -> {
            json.writeStringField("text", result.text());
            RecordWriter.masked(json, result.masked());
            Json.strings(json, "mask", kinds.stream().map(MaskKind::word).toList());
        }));
    }

    /** As it would be taken with a vote. */
    private static String text(Map<String, Object> members, List<FieldProblem> problems) {
        try {
            return new Opinion(null, FeedbackReader.string(members, "text", problems), List.of()).text();
        } catch (InvalidFeedbackException e) {
            problems.addAll(e.problems());
            return "";
        }
    }

    /** Those that are asked for, else those that are configured, else all. */
    private Set<MaskKind> kinds(Map<String, Object> members, List<FieldProblem> problems) {
        Object wanted = members.getOrDefault("mask", Null.NULL);
        if (wanted == Null.NULL) {
            Set<MaskKind> configured = service.config().mask();
            return configured.isEmpty() ? EnumSet.allOf(MaskKind.class) : EnumSet.copyOf(configured);
        }
        Set<MaskKind> kinds = EnumSet.noneOf(MaskKind.class);
        boolean known = wanted instanceof List<?> words
                && words.stream()
                        .allMatch(word -> Arrays.stream(MaskKind.values())
                                .filter(kind -> kind.word().equals(word))
                                .map(kinds::add)
                                .findAny()
                                .isPresent());
        if (!known) {
            problems.add(new FieldProblem("mask", ALLOWED));
        }
        return kinds;
    }
}
