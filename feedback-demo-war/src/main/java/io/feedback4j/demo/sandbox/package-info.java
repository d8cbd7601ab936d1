/**
 * A stand-in for the Twilio AI Assistants API, for a demo without an account: its Feedbacks, Sessions and Messages
 * calls, as its OpenAPI description has them, with switches that make it slow, rate-limited, broken or gone.
 *
 * <p>It listens on a small server of its own, on a free port of the loopback interface, and not inside the web
 * application: deployed in a container the application does not know its own port before it has started, a sandbox in
 * the same servlet would have our requests wait for our own request threads, and a connection that is cut or left
 * hanging can only be had below HTTP.
 *
 * <p>Belongs here: what the upstream does with a request. Does not belong here: any code of our client for it, so that
 * one cannot hide the other's mistakes; and nothing that is kept over a restart.
 */
@NullMarked
package io.feedback4j.demo.sandbox;

import org.jspecify.annotations.NullMarked;
