package io.feedback4j.hosts;

import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects of a class path that the tests do not share. */
final class Foreign {
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(int.class, Integer.class, boolean.class, Boolean.class);

    private Foreign() {}

    static Object create(ClassLoader loader, String type, @Nullable Object... arguments) {
        return in(loader, () -> {
            Class<?> found = loader.loadClass(type);
            return fitting(Arrays.stream(found.getConstructors()), arguments).newInstance(arguments);
        });
    }

    /** Creates something that takes any number of others, with none of them. */
    static Object createWithNone(ClassLoader loader, String type, String others) {
        Object none = in(loader, () -> Array.newInstance(loader.loadClass(others), 0));
        return create(loader, type, none);
    }

    static Class<?> load(ClassLoader loader, String type) {
        return in(loader, () -> loader.loadClass(type));
    }

    /** Calls a public method, with the right class loader in charge. */
    @SuppressWarnings("NullAway")
    static Object call(Object target, String method, @Nullable Object... arguments) {
        Class<?> type = target instanceof Class<?> statics ? statics : target.getClass();
        return in(type.getClassLoader(), () -> {
            var found = fitting(
                    Arrays.stream(type.getMethods())
                            .filter(candidate -> candidate.getName().equals(method)),
                    arguments);
            found.setAccessible(true);
            return found.invoke(target, arguments);
        });
    }

    private static <E extends Executable> E fitting(Stream<E> candidates, @Nullable Object... arguments) {
        return candidates
                .filter(candidate -> fits(candidate.getParameterTypes(), arguments))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Arrays.toString(arguments)));
    }

    private static boolean fits(Class<?>[] types, @Nullable Object... arguments) {
        if (types.length != arguments.length) {
            return false;
        }
        for (int i = 0; i < types.length; i++) {
            if (arguments[i] != null && !BOXES.getOrDefault(types[i], types[i]).isInstance(arguments[i])) {
                return false;
            }
        }
        return true;
    }

    private static <T> T in(ClassLoader loader, Callable<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.call();
        } catch (InvocationTargetException e) {
            throw new AssertionError("The host failed", e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
