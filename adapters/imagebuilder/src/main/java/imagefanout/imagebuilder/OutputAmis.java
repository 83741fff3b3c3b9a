package imagefanout.imagebuilder;

import imagefanout.model.identity.AccountId;
import imagefanout.model.identity.AmiId;
import imagefanout.model.identity.Copy;
import imagefanout.model.identity.Region;
import imagefanout.model.image.OutputAmi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.imagebuilder.model.Ami;
import software.amazon.awssdk.services.imagebuilder.model.ImageState;
import software.amazon.awssdk.services.imagebuilder.model.OutputResources;

/**
 * The AMIs of a build's output resources, from GetImage or a list.
 *
 * @param amis the entries with an AMI ID
 * @param failures why a copy has no AMI, from entries without an ID
 * @see <a href="https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_Ami.html">Ami</a>
 */
record OutputAmis(List<OutputAmi> amis, Map<Copy, String> failures) {
    /**
     * @param resources null when absent from the answer
     * @param owner the account of entries without one
     */
    static OutputAmis of(OutputResources resources, AccountId owner, AnswerParser parser) {
        List<OutputAmi> amis = new ArrayList<>();
        Map<Copy, String> failures = new HashMap<>();
        List<Ami> entries = resources == null ? List.of() : resources.amis();
        for (int i = 0; i < entries.size(); i++) {
            String field = "outputResources.amis[" + i + "]";
            Ami entry = parser.present(field, entries.get(i));
            Optional<AmiId> ami = parser.optional(field + ".image", entry.image(), AmiId::new);
            Copy copy = new Copy(
                    parser.required(field + ".region", entry.region(), Region::new),
                    parser.optional(field + ".accountId", entry.accountId(), AccountId::new)
                            .orElse(owner));
            if (ami.isPresent()) {
                amis.add(new OutputAmi(copy, ami.get()));
            } else {
                Optional.ofNullable(entry.state())
                        .map(ImageState::reason)
                        .flatMap(AnswerParser::text)
                        .ifPresent(reason -> failures.putIfAbsent(copy, reason));
            }
        }
        return new OutputAmis(amis, failures);
    }
}
