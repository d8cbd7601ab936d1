package io.feedback4j.delivery;

import static io.feedback4j.delivery.Promises.promise;

import io.feedback4j.model.DeliveryState;
import io.feedback4j.model.FeedbackId;
import io.feedback4j.store.Claim;
import io.feedback4j.store.DeliveryResult;
import io.feedback4j.store.DeliveryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks on at a real store: which claims it gives, and that it takes no result under a right that another has now. */
final class WatchedClaims {
    private final DeliveryStore store;
    private final Consumer<FeedbackId> claimed;
    private final Function<FeedbackId, Optional<DeliveryState>> state;
    private final Map<FeedbackId, Long> fences = new HashMap<>();

    private WatchedClaims(
            DeliveryStore store, Consumer<FeedbackId> claimed, Function<FeedbackId, Optional<DeliveryState>> state) {
        this.store = store;
        this.claimed = claimed;
        this.state = state;
    }

    static DeliveryStore of(
            DeliveryStore store, Consumer<FeedbackId> claimed, Function<FeedbackId, Optional<DeliveryState>> state) {
        WatchedClaims watched = new WatchedClaims(store, claimed, state);
        return (DeliveryStore) Proxy.newProxyInstance(
                WatchedClaims.class.getClassLoader(),
                new Class<?>[] {DeliveryStore.class},
                (proxy, method, arguments) -> watched.call(method, arguments));
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        Map<FeedbackId, Optional<DeliveryState>> notToChange =
                method.getName().equals("record") ? heldByOthers((List<?>) arguments[0]) : Map.of();
        try {
            Object answer = method.invoke(store, arguments);
            if (method.getName().equals("claim")) {
                ((List<?>) answer).forEach(claim -> note((Claim) claim));
            }
            notToChange.forEach((id, before) -> promise(
                    state.apply(id).equals(before),
                    "fencing: who lost the right changes nothing, and made it " + state.apply(id)));
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Map<FeedbackId, Optional<DeliveryState>> heldByOthers(List<?> results) {
        Map<FeedbackId, Optional<DeliveryState>> held = new HashMap<>();
        for (Object one : results) {
            DeliveryResult result = (DeliveryResult) one;
            FeedbackId id = result.claim().id();
            if (result.claim().fence() < fences.getOrDefault(id, 0L) && result.state() != DeliveryState.DELIVERED) {
                held.put(id, state.apply(id));
            }
        }
        results.forEach(one -> {
            Claim claim = ((DeliveryResult) one).claim();
            if (claim.fence() == fences.getOrDefault(claim.id(), 0L)) {
                held.remove(claim.id());
            }
        });
        return held;
    }

    private void note(Claim claim) {
        Long before = fences.put(claim.id(), claim.fence());
        promise(
                before == null || before < claim.fence(),
                "fencing: each claim has a greater fence than the one before");
        claimed.accept(claim.id());
    }
}
