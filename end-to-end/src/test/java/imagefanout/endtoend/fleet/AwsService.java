package imagefanout.endtoend.fleet;

/** The services that the fleet calls. */
public enum AwsService {
    DYNAMODB,
    IMAGE_BUILDER,
    EVENT_BRIDGE
}
