package io.feedback4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.MacSpi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignerTest {

    /** The value is that of RFC 2104 over {@code purpose}, a zero byte and {@code value}, made with another tool. */
    @Test
    void signsAsTheStandardSays() {
        Signer signer = new Signer(() -> "key".getBytes(UTF_8));

        assertThat(HexFormat.of().formatHex(signer.sign("undo", "aia_fdbk_1")))
                .isEqualTo("86c9e828e104344ef93fac64f25b8d1328bcb9e00426331dee4435b91b2401bf");
        assertThat(signer.sign("undo", "aia_fdbk_1")).isNotEqualTo(signer.sign("und", "oaia_fdbk_1"));
    }

    @Test
    void asksForTheSecretUntilItIsThereAndThenNoMore() {
        AtomicInteger asked = new AtomicInteger();
        Signer signer = new Signer(() -> {
            asked.incrementAndGet();
            return new byte[] {1};
        });

        assertThat(signer.sign("a", "b")).isEqualTo(signer.sign("a", "b"));
        assertThat(asked).hasValue(1);
    }

    @Test
    void signsWithAProviderWhoseAlgorithmsCannotBeCopied() {
        Provider provider = new Uncopyable();
        Security.insertProviderAt(provider, 1);
        try {
            Signer signer = new Signer(() -> new byte[] {1});

            assertThat(signer.sign("a", "b")).containsExactly(7);
            assertThat(signer.sign("a", "b")).containsExactly(7);
        } finally {
            Security.removeProvider(provider.getName());
        }
    }

    private static final class Uncopyable extends Provider {
        private static final long serialVersionUID = 1L;

        Uncopyable() {
            super("Uncopyable", "1", "cannot be copied");
            putService(new Service(this, "Mac", "HmacSHA256", Seven.class.getName(), null, null) {
                @Override
                public Object newInstance(@Nullable Object parameter) {
                    return new Seven();
                }
            });
        }
    }

    private static final class Seven extends MacSpi {
        @Override
        protected int engineGetMacLength() {
            return 1;
        }

        @Override
        protected void engineInit(Key key, @Nullable AlgorithmParameterSpec parameters) {}

        @Override
        protected void engineUpdate(byte input) {}

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {}

        @Override
        protected byte[] engineDoFinal() {
            return new byte[] {7};
        }

        @Override
        protected void engineReset() {}
    }
}
