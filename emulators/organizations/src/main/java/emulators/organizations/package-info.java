/**
 * AWS Organizations on the wire: one organization, as its management account sees it. Nothing here knows this project. Tests use
 * {@link emulators.organizations.OrganizationsEmulator} or, without a socket, {@link
 * emulators.organizations.EmulatedOrganization}.
 */
package emulators.organizations;
