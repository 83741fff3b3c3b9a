package imagefanout.endtoend.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Dependency rules between packages that the modules do not enforce. */
@AnalyzeClasses(
        packages = {"imagefanout", "emulators"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** Mutable types. {@code List}, {@code Set}, and {@code Map} are not included, because they may be unmodifiable. */
    private static final List<Class<?>> CHANGING = List.of(
            java.util.AbstractCollection.class,
            java.util.AbstractMap.class,
            java.util.concurrent.ConcurrentMap.class,
            java.util.concurrent.atomic.AtomicReference.class,
            java.util.concurrent.atomic.AtomicBoolean.class,
            java.util.concurrent.atomic.AtomicInteger.class,
            java.util.concurrent.atomic.AtomicLong.class,
            java.util.concurrent.atomic.LongAdder.class,
            ThreadLocal.class,
            StringBuilder.class,
            java.util.Random.class);

    @ArchTest
    static final ArchRule theModelKnowsTheJdkAlone = noClasses()
            .that()
            .resideInAPackage("imagefanout.model..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", "imagefanout.model..");

    @ArchTest
    static final ArchRule theRoomsOfTheModelFormNoCircle =
            slices().matching("imagefanout.model.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheDynamoDbRoomUsesThatSdk = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.dynamodb..", "imagefanout.localfleet..", "emulators.dynamodb.sdk..")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk.services.dynamodb..", "software.amazon.awssdk.enhanced..");

    @ArchTest
    static final ArchRule onlyTheImageBuilderRoomUsesThatSdk = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.imagebuilder..", "imagefanout.localfleet..", "imagefanout.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.imagebuilder..");

    @ArchTest
    static final ArchRule onlyTheOrganizationsRoomUsesThatSdk = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.organizations..", "imagefanout.localfleet..")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon.awssdk.services.organizations..", "software.amazon.awssdk.services.sts..");

    @ArchTest
    static final ArchRule onlyTheEventBridgeRoomUsesThatSdk = noClasses()
            .that()
            .resideOutsideOfPackages("imagefanout.eventbridge..")
            .and()
            .haveSimpleNameNotEndingWith("Wiring")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.eventbridge..");

    @ArchTest
    static final ArchRule onlyTheDeadLettersUseTheSdkOfSqs = noClasses()
            .that()
            .resideOutsideOfPackage("imagefanout.command..")
            .and()
            .doNotHaveSimpleName("SqsDeadLetters")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.sqs..");

    @ArchTest
    static final ArchRule onlyTheLambdaRoomReadsTheEnvironment = noClasses()
            .that()
            .resideOutsideOfPackage("imagefanout.lambda..")
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class);

    @ArchTest
    static final ArchRule emulatorsKnowNothingOfTheFleet = noClasses()
            .that()
            .resideInAPackage("emulators..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("imagefanout..");

    @ArchTest
    static final ArchRule theWireLayerKnowsNoService = noClasses()
            .that()
            .resideInAPackage("emulators.wire..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "java..", "com.sun.net.httpserver..", "com.fasterxml.jackson..", "emulators.wire..");

    @ArchTest
    static final ArchRule emulatorsNeedNoSdk = noClasses()
            .that()
            .resideInAPackage("emulators..")
            .and()
            .resideOutsideOfPackage("emulators.dynamodb.sdk..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon.awssdk..", "emulators.dynamodb.sdk..");

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
            .resideOutsideOfPackages("imagefanout.localfleet..", "imagefanout.command..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("imagefanout.localfleet..");

    @ArchTest
    static final ArchRule noFunctionKnowsAnother = slices().matching(
                    "imagefanout.(recordimage|reconcilepipeline|syncdistributions|queryimages|upgraderecipe|importaccounts|announcechanges)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule adaptersKnowNoFunction = noClasses()
            .that()
            .resideInAnyPackage(
                    "imagefanout.dynamodb..",
                    "imagefanout.imagebuilder..",
                    "imagefanout.organizations..",
                    "imagefanout.eventbridge..",
                    "imagefanout.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "imagefanout.recordimage..",
                    "imagefanout.reconcilepipeline..",
                    "imagefanout.syncdistributions..",
                    "imagefanout.queryimages..",
                    "imagefanout.upgraderecipe..",
                    "imagefanout.importaccounts..",
                    "imagefanout.announcechanges..");

    @ArchTest
    static final ArchRule adaptersDoNotKnowEachOther = slices().matching(
                    "imagefanout.(dynamodb|imagebuilder|organizations|eventbridge|lambda)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule nothingStaticCanChange = fields().that()
            .areStatic()
            .should(new ArchCondition<>("not change") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    boolean ofTheCompiler = field.getModifiers().contains(JavaModifier.SYNTHETIC)
                            || field.getName().startsWith("$");
                    boolean fixed = field.getModifiers().contains(JavaModifier.FINAL)
                            && CHANGING.stream().noneMatch(field.getRawType()::isAssignableTo);
                    if (!ofTheCompiler && !fixed) {
                        events.add(SimpleConditionEvent.violated(field, field.getDescription() + " can change"));
                    }
                }
            });
}
