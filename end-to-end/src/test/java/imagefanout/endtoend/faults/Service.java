package imagefanout.endtoend.faults;

/** The two services that the fleet calls. */
enum Service {
    DYNAMODB,
    IMAGE_BUILDER
}
