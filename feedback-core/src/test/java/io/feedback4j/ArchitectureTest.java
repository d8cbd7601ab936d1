package io.feedback4j;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The map of the house, kept true by the build. */
class ArchitectureTest {
    private static final String ROOT = "io.feedback4j";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages(ROOT);

    /** Each room, and what it may use besides itself, the JDK's basics, JSpecify and (but for the model) SLF4J. */
    @ParameterizedTest
    @CsvSource({
        "model,             ''",
        "masking,           model",
        "background,        org.slf4j",
        "store,             model org.slf4j",
        "desk,              model store org.slf4j",
        "alert,             store model org.slf4j",
        "context,           delivery masking store model background org.slf4j",
        "intake,            model store background org.slf4j",
        "settle,            model store background com.github.benmanes.caffeine.cache org.slf4j",
        "delivery,          model store background javax.crypto.. org.slf4j",
        "reading,           delivery model store background org.slf4j",
        "insights,          model store org.slf4j",
        "store.jdbc,        store insights model java.sql javax.sql javax.naming org.sqlite.. org.postgresql com.zaxxer.hikari.. org.slf4j",
        "delivery.http,     delivery background java.net.http org.slf4j",
        "delivery.twilio,   delivery delivery.http model java.net.http com.fasterxml.jackson.. org.slf4j",
        "delivery.webhook,  delivery delivery.http store model java.net.http com.fasterxml.jackson.. org.slf4j",
    })
    void aRoomUsesOnlyWhatTheMapAllows(String room, String allowed) {
        List<String> packages = new ArrayList<>(List.of(ROOT + "." + room, "org.jspecify.."));
        packages.addAll(List.of("java.lang..", "java.util..", "java.time..", "java.io", "java.math", "java.net"));
        packages.addAll(List.of("java.nio..", "java.security..", "javax.crypto..", "javax.net.ssl", "java.text"));
        Arrays.stream(allowed.strip().split(" +"))
                .filter(name -> !name.isEmpty())
                .map(name -> name.startsWith("delivery.") || !name.contains(".") ? ROOT + "." + name : name)
                .forEach(packages::add);

        classes()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .allowEmptyShould(true)
                .check(CODE);
    }

    @Test
    void noRoomLooksUpAtTheAssembly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CODE);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
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
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(FeedbackService.Builder.class.getName())
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CODE);
    }

    @Test
    void threadsStartInOneRoomOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".background")
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

    @Test
    void everyRoomIsNullMarked() {
        assertThat(CODE.getPackage(ROOT).getSubpackagesInTree())
                .filteredOn(room -> room.getClasses().stream().anyMatch(alwaysTrue()))
                .isNotEmpty()
                .allMatch(room -> room.isAnnotatedWith(NullMarked.class), "has a @NullMarked package-info");
    }
}
