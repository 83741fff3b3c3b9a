package emulators.imagebuilder.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import emulators.imagebuilder.version.SemanticVersion;
import emulators.wire.shape.Json;

/**
 * The ARNs with wildcards that always refer to the newest version of a resource.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_LatestVersionReferences.html">LatestVersionReferences</a>
 */
public final class VersionReferences {

    private VersionReferences() {}

    public static ObjectNode to(String versionlessArn, SemanticVersion version) {
        String major = versionlessArn + "/" + version.node(0);
        return Json.object()
                .put("latestVersionArn", versionlessArn + "/x.x.x")
                .put("latestMajorVersionArn", major + ".x.x")
                .put("latestMinorVersionArn", major + "." + version.node(1) + ".x")
                .put("latestPatchVersionArn", versionlessArn + "/" + version);
    }
}
