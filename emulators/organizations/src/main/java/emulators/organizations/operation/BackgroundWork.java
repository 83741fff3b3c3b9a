package emulators.organizations.operation;

import emulators.organizations.organization.AccountCreation;
import java.util.Map;

/** What continues after the call that started it is answered. */
public interface BackgroundWork {

    /** Creates the account, or lets the request fail. */
    void create(AccountCreation creation, String email, Map<String, String> tags);

    /** Completes the closure of the account. */
    void close(String account);
}
