import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { patientsOfNames, patientsOfRule } from '../../../src/tasks/layouts/patients.js';
import { UserError } from '../../../src/userError.js';
import { put, temporaryFolder } from '../fixtures.js';

describe('patientsOfNames(names) takes the patient that names carry', () => {
  it.each([
    [
      'a word and its number',
      ['patient01_slice003', 'patient01_slice004', 'Patient02_slice003'],
      ['patient01', 'patient01', 'patient02'],
    ],
    ['a volume', ['vol7-12', 'vol7-13', 'vol8-1'], ['vol7', 'vol7', 'vol8']],
    ['BIDS', ['sub-01_ses-1_dwi_3', 'sub-01_ses-2_dwi_4', 'sub-02_ses-1_dwi_3'], ['sub-01', 'sub-01', 'sub-02']],
    [
      'a video',
      ['video_3_frame_0012', 'video_3_frame_0007', 'video_12_frame_0001'],
      ['video_3', 'video_3', 'video_12'],
    ],
    [
      'codes of an archive',
      ['TCGA_CS_4941_19960909_11', 'TCGA_CS_4941_19960909_12', 'TCGA_DU_7010_19860307_1'],
      ['tcga_cs_4941', 'tcga_cs_4941', 'tcga_du_7010'],
    ],
    ['two numbers, the first shared', ['10001_66', '10001_73', '10002_46'], ['10001', '10001', '10002']],
  ])('%s', (_, names, expected) => expect(patientsOfNames(names)).toEqual({ from: 'names', of: expected }));

  it.each([
    ['numbers that follow each other', ['20324', '20329', '20336']],
    ['falling numbers', ['9', '8', '7']],
    ['one word for all', ['img_001', 'img_002', 'img_003']],
    ['a patient for each name', ['patient01_t1', 'patient02_t1']],
    ['one patient for all', ['patient01_1', 'patient01_2']],
    ['only some names', ['patient01_1', 'patient01_2', 'patient02_1', 'overview']],
    ['codes without a word', ['cju0qkwl35piu0993l0dewei2', 'cju0qoxqj9q6s0835b43399p4']],
    ['a number within a word', ['sample1a', 'sample1b', 'sample2a']],
  ])('and makes none of %s', (_, names) => expect(patientsOfNames(names)).toEqual({ from: 'unknown', of: names }));
});

describe('patientsOfRule(rule, names)', () => {
  it('takes the first group, or that named patient', () => {
    expect(patientsOfRule('^(\\d{3})', ['105006', '105008', '106014']).of).toEqual(['105', '105', '106']);
    expect(patientsOfRule('^(x)?(?<patient>\\d)', ['12', 'x23']).of).toEqual(['1', '2']);
  });

  it('reads a file of names with or without endings, in commas, semicolons or tabs', () => {
    const path = put(
      join(temporaryFolder(), 'who.txt'),
      Buffer.from('file;patient\r\na.png;p1\nb\tp1\n"c.nii.gz","p2"\n'),
    );
    expect(patientsOfRule(path, ['a', 'b', 'c'])).toEqual({ from: 'user', of: ['p1', 'p1', 'p2'] });
    expect(() => patientsOfRule(path, ['a', 'd'])).toThrow(
      /names no patient of 1 of 2 images, such as d\. Add lines name,patient/,
    );
  });

  it('refuses what is neither', () => {
    expect(() => patientsOfRule('(', ['a'])).toThrow(UserError);
    expect(() => patientsOfRule('(', ['a'])).toThrow(/neither a file nor a regular expression/);
    expect(() => patientsOfRule('^a', ['a'])).toThrow(/with one group round the patient/);
  });
});
