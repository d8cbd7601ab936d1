package io.feedback4j.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request that says only what a test is about: otherwise from this machine, over plain HTTP, at the root {@code /api}. */
final class TestRequest implements Request {
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Set<String> roles = new HashSet<>();
    private InputStream body = new ByteArrayInputStream(new byte[0]);
    private String scheme = "http";
    private String rootPath = "/api";
    private @Nullable String remoteAddress = "127.0.0.1";

    private TestRequest(String method, String target) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = mark < 0 ? null : target.substring(mark + 1);
        header("Host", "localhost:8080");
    }

    static TestRequest get(String target) {
        return new TestRequest("GET", target);
    }

    static TestRequest delete(String target) {
        return new TestRequest("DELETE", target);
    }

    static TestRequest of(String method, String target) {
        return new TestRequest(method, target);
    }

    static TestRequest post(String target, String json) {
        return new TestRequest("POST", target).json(json.getBytes(UTF_8));
    }

    /** A vote for the default assistant. */
    static TestRequest vote(String json) {
        return post("v1/Assistants/default/Feedbacks", json);
    }

    TestRequest json(byte[] bytes) {
        return header("Content-Type", "application/json").body(new ByteArrayInputStream(bytes));
    }

    TestRequest body(InputStream body) {
        this.body = body;
        return this;
    }

    TestRequest header(String name, String value) {
        headers.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        return this;
    }

    TestRequest without(String header) {
        headers.remove(header);
        return this;
    }

    TestRequest basic(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return header("Authorization", "Basic " + pair);
    }

    TestRequest role(String role) {
        roles.add(role);
        return this;
    }

    TestRequest https() {
        this.scheme = "https";
        return this;
    }

    TestRequest from(@Nullable String address) {
        this.remoteAddress = address;
        return this;
    }

    TestRequest at(String rootPath) {
        this.rootPath = rootPath;
        return this;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public List<String> headers(String name) {
        return List.copyOf(headers.getOrDefault(name, List.of()));
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public String rootPath() {
        return rootPath;
    }

    @Override
    public String scheme() {
        return scheme;
    }

    @Override
    public @Nullable String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public @Nullable String userName() {
        return roles.isEmpty() ? null : "somebody";
    }

    @Override
    public boolean isUserInRole(String role) {
        return roles.contains(role);
    }
}
