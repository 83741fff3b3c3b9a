package imagefanout.endtoend;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the rooms, as far as the modules' dependencies do not enforce them. */
@AnalyzeClasses(
        packages = {"imagefanout", "imagebuilderemulator"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theModelKnowsTheJdkAlone = noClasses()
            .that()
            .resideInAPackage("imagefanout.model..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "imagefanout.model..");

    @ArchTest
    static final ArchRule onlyTheDynamoDbRoomUsesThatSdk = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.dynamodb..", "imagefanout.localfleet..")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.services.dynamodb..", "software.amazon.awssdk.enhanced..");

    @ArchTest
    static final ArchRule onlyTheImageBuilderRoomUsesThatSdk = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.imagebuilder..", "imagefanout.localfleet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.imagebuilder..");

    @ArchTest
    static final ArchRule onlyTheLambdaRoomReadsTheEnvironment = noClasses()
            .that()
            .resideOutsideOfPackage("imagefanout.lambda..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule theEmulatorKnowsNothingOfTheFleet = noClasses()
            .that()
            .resideInAPackage("imagebuilderemulator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("imagefanout..");

    @ArchTest
    static final ArchRule queryImagesNeverSeesImageBuilder = noClasses()
            .that()
            .resideInAPackage("imagefanout.queryimages..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("imagefanout.imagebuilder..");

    @ArchTest
    static final ArchRule productionCodeKnowsNoLocalFleet = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.localfleet..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("imagefanout.localfleet..");
}
