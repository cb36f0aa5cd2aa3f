import type { Stage } from '../stage/stage.ts';

/** Images that were found and are deployed with a public IP, hence with two NICs (§3.73); each is tried when it is asked for. */
export async function* imagesWithPublicIp(stage: Stage): AsyncGenerator<string, undefined> {
  await stage.bodiesKnown();
  for (const name of stage.images.found) {
    await stage.creator.knowImage(name, false);
    if (stage.creator.wantsPublicIp(name)) yield name;
  }
}
