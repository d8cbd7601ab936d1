package io.feedback4j.jaxrs;

/** Asks what else is on the class path. */
final class Present {

    private Present() {}

    /** Whether a type of this name can be loaded from here. */
    static boolean type(String name) {
        try {
            Class.forName(name, false, Present.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
