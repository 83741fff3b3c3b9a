package imagefanout.dynamodb;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Package dependencies in this module: each package may depend on {@code table} and on no other. */
@AnalyzeClasses(packages = "imagefanout.dynamodb", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule tableDependsOnNoOtherPackage = noClasses()
            .that()
            .resideInAPackage("imagefanout.dynamodb.table..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "imagefanout.dynamodb.announce..",
                    "imagefanout.dynamodb.catalog..",
                    "imagefanout.dynamodb.channels..",
                    "imagefanout.dynamodb.sync..",
                    "imagefanout.dynamodb.registry..",
                    "imagefanout.dynamodb.reconcile..");

    @ArchTest
    static final ArchRule otherPackagesDoNotDependOnEachOther = slices().matching(
                    "imagefanout.dynamodb.(accounts|announce|catalog|channels|sync|registry|reconcile)..")
            .should()
            .notDependOnEachOther();
}
