/** Codes of a server that has looked into an image and found something wanting. */
export const WANTING_IMAGE: readonly string[] = [
  'DeployManifestFileNotFound',
  'DeployBadVMImageInvalidConfig',
  'DeployBadVMImageLackVMDK',
  'DeployBadVMImageLackVMX',
  'DeployInvalidMD5',
  'DeployInvalidManifestCountNotEqual',
  'DeployInvalidManifestIndexNotCorrect',
];

/** Codes by which a server says that what was uploaded is no image to it. */
export const NOT_AN_IMAGE: readonly string[] = [
  'UploadFileFailed',
  'XMLMalformed',
  'XMLValidationError',
  'InvalidArgument',
  'DeployImageZipPartNotFound',
  ...WANTING_IMAGE,
];
