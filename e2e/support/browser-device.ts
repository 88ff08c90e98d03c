import type { CDPSession, Page } from '@playwright/test'

/** A passkey as the browser's own virtual authenticator keeps it: it can be carried to another browser of the same person. */
export type CarriedPasskey = Awaited<ReturnType<Device['passkeys']>>[number]

/** A passkey device of Chromium's own (CTAP 2, built in, resident keys) that verifies its user, for one page. */
export class Device {
  private constructor(
    private readonly cdp: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async on(page: Page): Promise<Device> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return new Device(cdp, authenticatorId)
  }

  /** Passkeys on it, with their counters as they are now. */
  async passkeys() {
    const { credentials } = await this.cdp.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId })
    return credentials
  }

  async add(passkey: CarriedPasskey): Promise<void> {
    await this.cdp.send('WebAuthn.addCredential', { authenticatorId: this.authenticatorId, credential: passkey })
  }

  async clear(): Promise<void> {
    await this.cdp.send('WebAuthn.clearCredentials', { authenticatorId: this.authenticatorId })
  }

  /** Whether somebody touches the sensor when asked; nobody means that the prompt stays open. */
  async touched(enabled: boolean): Promise<void> {
    await this.cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.authenticatorId, enabled })
  }

  /** Whether it recognises the finger; when not, the browser ends the ceremony as if it had been cancelled. */
  async recognises(isUserVerified: boolean): Promise<void> {
    await this.cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified })
  }
}
