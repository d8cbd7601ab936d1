package io.feedback4j.jaxrs;

import io.feedback4j.SettingSource;
import io.feedback4j.web.Engine;
import io.feedback4j.web.Engines;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a host has around its Jakarta REST application.
 *
 * @param settings where settings are looked up after the application's own properties
 * @param defaultFolder where votes are kept when no setting says so
 * @param closing sees to it that an engine is closed with the application
 * @param servlets whether a servlet container brings the requests
 */
record Surroundings(List<SettingSource> settings, Path defaultFolder, Consumer<Engine> closing, boolean servlets) {

    /** A host that tells nothing, not even its end. */
    static Surroundings withoutServlets() {
        return new Surroundings(Engines.processSettings(), Engines.defaultFolder(), Engine::closeAtExit, false);
    }
}
