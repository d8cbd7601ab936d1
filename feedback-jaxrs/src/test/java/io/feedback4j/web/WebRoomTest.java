package io.feedback4j.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls of this room. */
class WebRoomTest {
    private static final JavaClasses ROOM = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.feedback4j.web");

    @Test
    void knowsNoContainerAndNoAdapter() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta..",
                        "org.glassfish..",
                        "io.feedback4j.jaxrs..",
                        "io.feedback4j.servlet..",
                        "io.feedback4j.store.jdbc..",
                        "io.feedback4j.delivery..",
                        "java.sql..")
                .check(ROOM);
    }

    /** Hosts bring other versions of Jackson, and some bring no data binding at all. */
    @Test
    void usesOnlyTheCoreOfJackson() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.annotation..")
                .check(ROOM);
    }

    @Test
    void keepsItsEndpointsToItself() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Endpoint")
                .should()
                .notHaveModifier(JavaModifier.PUBLIC)
                .check(ROOM);
    }
}
