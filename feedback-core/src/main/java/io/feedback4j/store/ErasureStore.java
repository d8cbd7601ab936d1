package io.feedback4j.store;

import java.util.Collection;

/** Erases what is kept of a session. Thread-safe. */
public interface ErasureStore {

    /**
     * Blanks everything said in a session, and who said it and where, cancels what was not sent yet, deletes what was shown,
     * and keeps the audit's entry, all in one transaction. What stays is that there was feedback, when, and its ids at
     * destinations, under a keyed hash in place of the session's id: so the books stay right, an import brings nothing back
     * that was said before, and erasing again gives the same receipt. What is said in the session later is new.
     *
     * <p>What may be at a destination and is not confirmed is not looked for any more. What is being sent cannot be called
     * back: its outcome is still written down, and its session's id stays until then.
     *
     * @param sessionId exactly this session
     * @param assistantIds of these assistants, and, where there are none, of all that anything is kept of
     * @param known assistants whose imports are to bring nothing back, where no assistants are given
     * @param entry of the audit; its target becomes the session's hash, and its count how much feedback was blanked
     * @throws StoreException when nothing was erased, or when it says that this is not known
     */
    Erasure erase(String sessionId, Collection<String> assistantIds, Collection<String> known, AuditEntry entry);
}
