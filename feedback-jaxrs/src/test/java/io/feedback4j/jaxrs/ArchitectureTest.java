package io.feedback4j.jaxrs;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The map of this module, kept true by the build. */
class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("io.feedback4j.web", "io.feedback4j.jaxrs", "io.feedback4j.servlet");

    @Test
    void theHandlerKnowsNoContainer() {
        classes()
                .that()
                .resideInAPackage("io.feedback4j.web")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        "io.feedback4j",
                        "io.feedback4j.web",
                        "io.feedback4j.model",
                        "io.feedback4j.masking",
                        "io.feedback4j.context",
                        "io.feedback4j.alert",
                        "io.feedback4j.reading",
                        "io.feedback4j.intake",
                        "io.feedback4j.store",
                        "io.feedback4j.desk",
                        "io.feedback4j.insights",
                        "io.feedback4j.background",
                        "com.fasterxml.jackson.core..",
                        "com.github.benmanes.caffeine.cache",
                        "org.jspecify..",
                        "org.slf4j")
                .check(CODE);
    }

    @Test
    void theFilterNeedsNoJakartaRest() {
        classes()
                .that()
                .resideInAPackage("io.feedback4j.servlet")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.feedback4j",
                        "io.feedback4j.servlet",
                        "io.feedback4j.web",
                        "jakarta.servlet..",
                        "org.jspecify..",
                        "org.slf4j")
                .check(CODE);
    }

    @Test
    void theFeatureDecidesNothingItself() {
        classes()
                .that()
                .resideInAPackage("io.feedback4j.jaxrs")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "io.feedback4j",
                        "io.feedback4j.jaxrs",
                        "io.feedback4j.web",
                        "io.feedback4j.servlet",
                        "jakarta..",
                        "org.glassfish..",
                        "org.jspecify..",
                        "org.slf4j")
                .check(CODE);
    }

    /** These are loaded only where their types are; with any other class the whole host would not start. */
    @Test
    void typesThatMayBeMissingAreNamedByBridgesOnly() {
        noClasses()
                .that()
                .resideInAPackage("io.feedback4j.jaxrs")
                .and()
                .haveSimpleNameNotStartingWith("Jersey")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.glassfish..")
                .check(CODE);
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Jersey")
                .should()
                .dependOnClassesThat(simpleNameStartingWith("Jersey").and(not(simpleName("JerseyInstallation"))))
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("io.feedback4j.jaxrs")
                .and()
                .haveSimpleNameNotStartingWith("Servlet")
                .and()
                .doNotHaveSimpleName("JerseyServletResources")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "io.feedback4j.servlet")
                .check(CODE);
        noClasses()
                .that()
                .doNotHaveSimpleName("JerseyGrizzlyResources")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.glassfish.grizzly..")
                .check(CODE);
        noClasses()
                .that()
                .haveSimpleNameNotStartingWith("Jersey")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.inject..")
                .check(CODE);
    }

    /** A host that scans its libraries would register what it finds, asked or not, and once more than we did. */
    @Test
    void aScanningHostFindsNothing() {
        noClasses()
                .should()
                .beAnnotatedWith(Path.class)
                .orShould()
                .beAnnotatedWith(Provider.class)
                .check(CODE);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.feedback4j.(*)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void everyRoomIsNullMarked() {
        assertThat(List.of("web", "jaxrs", "servlet"))
                .allMatch(
                        room -> CODE.getPackage("io.feedback4j." + room).isAnnotatedWith(NullMarked.class),
                        "has a @NullMarked package-info");
    }

    @Test
    void nobodyReadsTheSystemClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CODE);
    }

    @Test
    void nobodyStartsThreads() {
        noClasses()
                .should()
                .callConstructorWhere(target(owner(assignableTo(Thread.class))))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Executors.class)
                .check(CODE);
    }

    /** These schedule on a JDK thread that lives for ever and pins the class loader of the first application. */
    @Test
    void nobodyUsesTheJdksDelayThread() {
        noClasses()
                .should()
                .callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
                .orShould()
                .callMethod(CompletableFuture.class, "completeOnTimeout", Object.class, long.class, TimeUnit.class)
                .orShould()
                .callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class)
                .check(CODE);
    }
}
