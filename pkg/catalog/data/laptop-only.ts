/** Chips that exist only in laptops, so a "card" of that name is not one for a desktop. */

// prettier-ignore
export const LAPTOP_ONLY: readonly string[] = [
  'RTX 2050', 'RTX 3050 Ti', 'RTX 4050', 'GTX 1650 Ti', 'RTX 3000', 'RTX 3500',
  'MX 110', 'MX 130', 'MX 150', 'MX 230', 'MX 250', 'MX 330', 'MX 350', 'MX 450', 'MX 550', 'MX 570',
  'Arc A350', 'Arc A370', 'Arc A530', 'Arc A550', 'Arc A570', 'Arc A730',
];
