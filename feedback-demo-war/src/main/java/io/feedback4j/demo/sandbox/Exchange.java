package io.feedback4j.demo.sandbox;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was received and what was answered, word for word but for the credentials.
 *
 * @param number counts up from 1
 * @param at when it came
 * @param method its method
 * @param target path and query
 * @param headers of the request; the value of {@code Authorization} is hidden
 * @param body of the request
 * @param sessionId the session that the body names; {@code ""} when it names none
 * @param messageId likewise the message
 * @param status of the answer; {@code null} while there is none
 * @param answerHeaders of the answer; empty while there is none
 * @param answer its body; {@code ""} while there is none
 * @param remark what happened besides, for the reader; {@code ""} when nothing did
 */
public record Exchange(
        long number,
        Instant at,
        String method,
        String target,
        Map<String, String> headers,
        String body,
        String sessionId,
        String messageId,
        @Nullable Integer status,
        Map<String, String> answerHeaders,
        String answer,
        String remark) {

    Exchange answered(int status, Map<String, String> answerHeaders, String answer, String remark) {
        return new Exchange(
                number, at, method, target, headers, body, sessionId, messageId, status, answerHeaders, answer, remark);
    }

    Exchange remarked(String remark) {
        return new Exchange(
                number, at, method, target, headers, body, sessionId, messageId, status, answerHeaders, answer, remark);
    }
}
