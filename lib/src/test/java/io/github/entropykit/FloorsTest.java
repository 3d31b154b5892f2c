package io.github.entropykit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The floors of the library: a package imports only from floors below it, and only the libraries that belong to it.
 *
 * <p>In {@code calibration} and {@code data}, classes whose name ends in {@code Adapter} are the doors to DJL, Tribuo, (in
 * {@code calibration}) Tablesaw and (in {@code data}) a Fourier transform.
 */
class FloorsTest {
    private static final String ROOT = "io.github.entropykit.";
    private static final String DJL = "ai.djl..";
    private static final String TRIBUO = "org.tribuo..";
    private static final String FOURIER = "org.apache.commons.math3.transform..";
    private static final String TABLESAW = "tech.tablesaw..";
    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.entropykit");

    @Test
    void infoNeedsNothingButTheJdk() {
        require("info");
    }

    @Test
    void calibrationNeedsInfoAndInItsAdaptersDjlTribuoAndTablesaw() {
        requireOf(not(simpleNameEndingWith("Adapter")), "calibration", ROOT + "info..");
        requireOf(simpleNameEndingWith("Adapter"), "calibration", ROOT + "info..", DJL, TRIBUO, TABLESAW);
    }

    @Test
    void dataNeedsInfoAndDjlAndInItsAdaptersTribuoAndAFourierTransform() {
        requireOf(not(simpleNameEndingWith("Adapter")), "data", ROOT + "info..", DJL);
        requireOf(simpleNameEndingWith("Adapter"), "data", ROOT + "info..", DJL, TRIBUO, FOURIER);
    }

    @Test
    void modelsNeedDjlAndTheFloorsBelow() {
        require("models", ROOT + "info..", ROOT + "calibration..", ROOT + "data..", DJL);
    }

    @Test
    void trainingNeedsModelsDjlTablesawAndTheFloorsBelow() {
        require("training", ROOT + "info..", ROOT + "calibration..", ROOT + "data..", ROOT + "models..", DJL, TABLESAW);
    }

    @Test
    void notebookIsTheTop() {
        require("notebook", ROOT + "info..", ROOT + "calibration..", ROOT + "data..", ROOT + "models..",
                ROOT + "training..", DJL, TRIBUO, TABLESAW, "org.knowm.xchart..", "org.rapaio.jupyter..");
    }

    private static void require(String floor, String... allowed) {
        requireOf(alwaysTrue(), floor, allowed);
    }

    private static void requireOf(DescribedPredicate<? super JavaClass> which, String floor, String... allowed) {
        String home = ROOT + floor + "..";
        List<String> packages = new ArrayList<>(List.of(allowed));
        packages.addAll(List.of(home, "java..", "javax..", "jdk.incubator.vector.."));
        // allowEmptyShould: a floor may be without classes, or without adapters.
        classes().that().resideInAPackage(home).and(which)
                .should().onlyDependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                .allowEmptyShould(true).check(LIBRARY);
    }
}
