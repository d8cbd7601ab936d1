package io.feedback4j.jaxrs;

import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the host's own resources that lie below one of our paths. Jersey takes the longest path first, and so they would
 * never be asked again, without a word of Jersey's.
 */
final class JerseyHidden {
    private final List<String> ours;
    private final List<String> found = new ArrayList<>();

    private JerseyHidden(List<String> ours) {
        this.ours = ours;
    }

    /**
     * @param theirs the host's resources
     * @param ours the templates of our paths
     * @return sentences, each naming both; empty when nothing is hidden
     */
    static List<String> among(List<Resource> theirs, List<String> ours) {
        JerseyHidden search = new JerseyHidden(ours);
        theirs.forEach(resource -> search.visit("", resource));
        return search.found;
    }

    private void visit(String parent, Resource resource) {
        String path = parent + below(resource.getPath());
        for (String our : ours) {
            if (isBelow(path.substring(Math.min(1, path.length())), our)) {
                found.add(path + " by our " + our);
                return;
            }
        }
        resource.getChildResources().forEach(child -> visit(path, child));
    }

    /** With one slash before it and none behind it; empty for none. */
    private static String below(@Nullable String path) {
        String stripped = path == null ? "" : path.replaceAll("^/+|/+$", "");
        return stripped.isEmpty() ? "" : "/" + stripped;
    }

    /** A host's variable is not taken for our fixed segments: that would be every catch-all. */
    private static boolean isBelow(String path, String our) {
        String[] theirs = path.split("/");
        String[] segments = our.split("/");
        for (int i = 0; i < segments.length; i++) {
            if (i == theirs.length || !segments[i].startsWith("{") && !segments[i].equals(theirs[i])) {
                return false;
            }
        }
        return true;
    }
}
