package emulators.imagebuilder.message;

import static java.util.Objects.requireNonNull;

import emulators.imagebuilder.account.AmiRegistry;
import emulators.imagebuilder.account.OutputCopy;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Registers AMIs at an EC2 endpoint, in the Region and account of each, and uses the IDs from there. If registration fails, the AMI keeps its original ID and a warning is logged.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RegisterImage.html">RegisterImage</a>
 */
public final class Ec2Endpoint implements AmiRegistry {

    private static final Logger LOG = System.getLogger(Ec2Endpoint.class.getName());
    private static final Pattern IMAGE_ID = Pattern.compile("<imageId>([^<]+)</imageId>");

    private final AwsEndpoint endpoint;

    public Ec2Endpoint(URI uri) {
        this.endpoint = new AwsEndpoint(requireNonNull(uri, "uri"), "ec2");
    }

    @Override
    public OutputCopy register(OutputCopy copy) {
        try {
            String answer = endpoint.query(
                    copy.destination().account(),
                    copy.destination().region(),
                    Map.of(
                            "Action", "RegisterImage",
                            "Version", "2016-11-15",
                            "Name", copy.name(),
                            "Description", "Created by EC2 Image Builder",
                            "RootDeviceName", "/dev/xvda"));
            Matcher id = IMAGE_ID.matcher(answer);
            return id.find() ? new OutputCopy(copy.destination(), id.group(1), copy.name()) : copy;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "AMI " + copy.amiId() + " was not registered: " + e.getMessage());
            return copy;
        }
    }
}
