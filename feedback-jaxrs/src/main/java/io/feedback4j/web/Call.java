package io.feedback4j.web;

import java.util.List;

/**
 * A request on its way to an endpoint.
 *
 * @param variables the values of the route's variables, decoded, in order
 * @param links addresses of our own, as this caller should see them
 */
record Call(Request request, List<String> variables, Links links) {

    String variable(int index) {
        return variables.get(index);
    }
}
