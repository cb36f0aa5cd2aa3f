import { errorCodeOf } from '../document/error-message.ts';
import { isAccepted } from '../session/act.ts';
import { NotApplicable, NotProvided } from '../session/blocked.ts';
import type { Gate } from '../session/gate.ts';
import { removeImage } from '../session/remove-image.ts';
import type { RunContext } from '../session/run-context.ts';
import { Session } from '../session/session.ts';
import { uploadImage } from '../session/upload-image.ts';

export interface BorrowedImage {
  readonly name: string;
  /** Made by the suite: a server may take it into its store and yet find that there is nothing in it to deploy. */
  readonly sample: boolean;
  giveBack(): Promise<void>;
}

interface OwnImage {
  readonly name: string;
  readonly leaveStore: () => void;
}

/**
 * Images to deploy: what the target file names or the store was found with, else one of the run's own. The store may
 * hold a single image (§3.20), so as long as the run's own lies there nobody else may use the store, and whoever wants
 * to has it removed first.
 */
export class ImageShelf {
  readonly #run: RunContext;
  readonly #store: Gate;
  #own: OwnImage | null = null;
  #opening: Promise<OwnImage> | null = null;
  /** Why the store takes nothing of ours; asked once. */
  #refusal: NotProvided | null = null;
  #borrowers = 0;
  #wanted = 0;

  constructor(run: RunContext, store: Gate) {
    this.#run = run;
    this.#store = store;
  }

  /** Images that need no upload, the one that the target file names first. */
  get found(): readonly string[] {
    const { target, survey } = this.#run;
    return [...new Set([target.source.image, ...survey.images].filter((name) => name !== undefined))];
  }

  get #sample(): boolean {
    return this.#run.target.upload.file === undefined;
  }

  /** A sample turned out to be nothing that could be deployed, so nobody need try again. */
  rejectSample(what: string): NotProvided {
    this.#refusal = new NotProvided(
      `the image store is empty, and a sample image cannot be deployed (${what}); name an image under upload.file, or one to deploy under source.image`,
    );
    return this.#refusal;
  }

  /** Whether the run may put an image of its own into the store when there is none. */
  get mayUpload(): boolean {
    const { claims, tiers } = this.#run.target;
    return claims.imageUpload && tiers.includes('images');
  }

  /** An image to deploy, for as long as the borrower needs it. */
  async borrow(): Promise<BorrowedImage> {
    const [found] = this.found;
    if (found !== undefined) return { name: found, sample: false, giveBack: () => Promise.resolve() };
    if (!this.#run.target.claims.imageUpload)
      throw new NotApplicable('the image store is empty, and the implementation claims no image upload');
    if (!this.mayUpload)
      throw new NotProvided(
        'the image store is empty: name an image or template under source.image, or permit the tier images',
      );
    if (this.#refusal !== null) throw this.#refusal;
    while (this.#own === null) {
      this.#opening ??= this.#open();
      try {
        await this.#opening;
      } finally {
        this.#opening = null;
      }
      if (this.#refusal !== null) throw this.#refusal;
    }
    this.#borrowers += 1;
    let back = false;
    return {
      name: this.#own.name,
      sample: this.#sample,
      giveBack: async () => {
        if (back) return;
        back = true;
        this.#borrowers -= 1;
        if (this.#borrowers === 0 && this.#wanted > 0) await this.clear();
      },
    };
  }

  /**
   * An image that may be lost, with the store for oneself as long as one has it; null where the store takes none of ours
   * now, because it is full with somebody else's or knows our samples for no images.
   */
  async borrowToLose(nics: 1 | 2 = 1): Promise<BorrowedImage | null> {
    const run = this.#run;
    if (!this.mayUpload) return null;
    const leaveStore = await this.enterStore();
    try {
      const { call, name } = await uploadImage(new Session(run, 'set-up/upload-image'), run.names.next(), 'call', {
        nics,
      });
      if (!isAccepted(call)) {
        leaveStore();
        return null;
      }
      return { name, sample: this.#sample, giveBack: () => this.#remove({ name, leaveStore }) };
    } catch (error) {
      leaveStore();
      throw error;
    }
  }

  /** The store for oneself: waits until the run's own image is needed no more, and has it removed. */
  async enterStore(): Promise<() => void> {
    this.#wanted += 1;
    try {
      if (this.#borrowers === 0) await this.clear();
      return await this.#store.enter();
    } finally {
      this.#wanted -= 1;
    }
  }

  /** Removes the run's own image; what cannot be removed stays in the ledger, for the clean-up at the end. */
  async clear(): Promise<void> {
    const own = this.#own;
    if (own === null) return;
    this.#own = null;
    await this.#remove(own);
  }

  async #remove({ name, leaveStore }: OwnImage): Promise<void> {
    try {
      await removeImage(this.#run, name);
    } finally {
      leaveStore();
    }
  }

  async #open(): Promise<OwnImage> {
    const run = this.#run;
    const leaveStore = await this.#store.enter();
    try {
      const session = new Session(run, 'set-up/upload-image');
      const { call, name } = await uploadImage(session, run.names.next(), 'call');
      if (!isAccepted(call)) {
        const code = errorCodeOf(run.documents.root(call)) ?? String(call.response?.status ?? 'no answer');
        this.#refusal = new NotProvided(
          `the image store is empty and takes none of the sample images (${code}); name one under upload.file, or one to deploy under source.image`,
        );
        throw this.#refusal;
      }
      this.#own = { name, leaveStore };
      return this.#own;
    } catch (error) {
      leaveStore();
      throw error;
    }
  }
}
