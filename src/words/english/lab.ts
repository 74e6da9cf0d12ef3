/** The laboratory: what it needs to measure and to train. */

export const errors = {
  'evaluate-nothing': 'There is nothing to evaluate. Pick at least one model and one style.',
  'evaluate-network': ({ file }: { file: string }) =>
    `There is no network at ${file}. Train one with npm run lab -- pretrain, or choose another file.`,
  'evaluate-artists':
    'These artists are too few to compare. Ask for at least two artists, one seed, one song and one take.',
  'evaluate-folder': ({ folder, found }: { folder: string; found: string }) =>
    `${folder} has the results of another evaluation (${found}). Run that one, or choose another folder.`,
  'evaluate-size': ({ name, size, least }: { name: string; size: number; least: number }) =>
    `${size} is out of range for ${name}. Pick a whole number from ${least} to 10,000.`,
  'kits-absent': ({
    what,
    where,
    package: name,
    inside,
  }: {
    what: string;
    where: string;
    package: string;
    inside: string;
  }) =>
    `${what} cannot be read at ${where}. Install them with apt-get install ${name}, or name the folder that has ${inside} with --kits.`,
  'samples-absent': ({ file }: { file: string }) =>
    `The sample ${file} is missing. Put the samples of github.com/sonic-pi-net/sonic-pi (etc/samples) there.`,
};
