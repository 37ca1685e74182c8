import assert from 'node:assert/strict';
import { neighbourRuleSummaries } from '../../core/kdump-conf/neighbours/rules';
import { ruleSummaries } from '../../core/kdump-conf/rules';
import { targets } from '../../core/kdump-conf/target';
import { manifestText, readManifest, readManifestTexts } from '../support/manifest';

interface Setting {
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly properties?: Readonly<Record<string, { readonly description: string }>>;
}

describe('the settings for kdump.conf', () => {
  const settings = (readManifest().contributes.configuration?.properties ?? {}) as Readonly<
    Record<string, Setting>
  >;

  it('offer every target, each with a description', () => {
    const target = settings['vmcore.kdumpConf.target'];
    assert.deepEqual([...(target?.enum ?? [])].sort(), ['auto', ...targets.map(({ name }) => name)].sort());
    assert.equal(target?.enumDescriptions?.length, target?.enum?.length);
  });

  it('offer every rule with its summary, and no other', () => {
    const texts = readManifestTexts();
    const rules = Object.entries(settings['vmcore.kdumpConf.rules']?.properties ?? {});
    assert.deepEqual(
      Object.fromEntries(rules.map(([code, { description }]) => [code, manifestText(description, texts)])),
      { ...ruleSummaries, ...neighbourRuleSummaries },
    );
  });
});
