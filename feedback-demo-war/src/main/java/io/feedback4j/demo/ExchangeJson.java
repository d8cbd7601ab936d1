package io.feedback4j.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.feedback4j.demo.sandbox.Exchange;

/** Writes an exchange with the sandbox for a page. */
final class ExchangeJson {
    private ExchangeJson() {}

    static ObjectNode of(Exchange exchange) {
        ObjectNode json = Json.object()
                .put("number", exchange.number())
                .put("at", exchange.at().toString())
                .put("message_id", exchange.messageId())
                .put("remark", exchange.remark());
        ObjectNode request = json.putObject("request")
                .put("method", exchange.method())
                .put("target", exchange.target())
                .put("body", exchange.body());
        ObjectNode headers = request.putObject("headers");
        exchange.headers().forEach(headers::put);
        if (exchange.status() != null) {
            ObjectNode answer =
                    json.putObject("answer").put("status", exchange.status()).put("body", exchange.answer());
            ObjectNode answerHeaders = answer.putObject("headers");
            exchange.answerHeaders().forEach(answerHeaders::put);
        }
        return json;
    }
}
