package io.feedback4j.demo;

import io.feedback4j.demo.sandbox.Account;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * What the demo sets because nobody did: an upstream, an assistant, an admin, and a settle window short enough to
 * watch.
 *
 * @param host what is set already
 * @param random where made-up secrets come from
 */
record Preset(HostSettings host, Random random) {
    /** Always the same, so that it is recognised when somebody has it in the environment from an earlier run. */
    static final String SANDBOX_SID = "AC000000000000000000000000005a4db0";
    /** Always the same, so that what was kept by an earlier run is found again. */
    static final String SANDBOX_ASSISTANT = "aia_asst_019aae50-0000-7000-8000-00005a4db0c5";

    private static final String SID = "feedback.twilio.account-sid";
    private static final String TOKEN = "feedback.twilio.auth-token";
    private static final String ASSISTANTS = "feedback.assistants";
    private static final String SETTLE_WINDOW = "feedback.settle-window";
    private static final String GRACE = "feedback.delivery.grace";
    private static final String ADMIN_USER = "feedback.admin.user";
    private static final String ADMIN_PASSWORD = "feedback.admin.password";
    private static final String A_FEW_SECONDS = "PT5S";

    /**
     * The account of a sandbox of our own, when one is needed: there are no credentials for another upstream and no
     * address of one.
     */
    Optional<Account> sandboxAccount() {
        if (isForwardedElsewhere()) {
            return Optional.empty();
        }
        boolean known = host.find(SID, "TWILIO_ACCOUNT_SID").equals(Optional.of(SANDBOX_SID));
        String token =
                host.find(TOKEN, "TWILIO_AUTH_TOKEN").filter(given -> known).orElseGet(this::secret);
        return Optional.of(new Account(SANDBOX_SID, token, assistants()));
    }

    private boolean isForwardedElsewhere() {
        Optional<String> sid = host.find(SID, "TWILIO_ACCOUNT_SID");
        boolean account = sid.isPresent() && !sid.get().equals(SANDBOX_SID) && host.has(TOKEN, "TWILIO_AUTH_TOKEN");
        boolean key = host.has("feedback.twilio.api-key", "TWILIO_API_KEY")
                && host.has("feedback.twilio.api-secret", "TWILIO_API_SECRET");
        return account || key || host.has("feedback.twilio.base-url");
    }

    private List<String> assistants() {
        return host.find(ASSISTANTS, "ASSISTANT_SID")
                .map(ids -> Arrays.stream(ids.split(",")).map(String::strip).toList())
                .orElse(List.of(SANDBOX_ASSISTANT));
    }

    /** The settings that lead to the sandbox. */
    Map<String, String> forSandbox(Account account, URI baseUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("feedback.twilio.base-url", baseUrl.toString());
        settings.put(SID, account.sid());
        settings.put(TOKEN, account.authToken());
        settings.put(ASSISTANTS, String.join(",", account.assistants()));
        // The sandbox's list shows a record at once, so there is no need to wait for one that is late.
        putUnlessSet(settings, GRACE, A_FEW_SECONDS);
        return settings;
    }

    /** The settings that any demo has. */
    Map<String, String> forEveryDemo() {
        Map<String, String> settings = new LinkedHashMap<>();
        putUnlessSet(settings, SETTLE_WINDOW, A_FEW_SECONDS);
        if (!host.has(ADMIN_USER) && !host.has(ADMIN_PASSWORD)) {
            settings.put(ADMIN_USER, "admin");
            settings.put(ADMIN_PASSWORD, secret());
        }
        return settings;
    }

    private void putUnlessSet(Map<String, String> settings, String name, String value) {
        if (!host.has(name)) {
            settings.put(name, value);
        }
    }

    private String secret() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
