"""Writes what nibabel reads from each volume under a folder, turned into its closest canonical orientation (RAS+).

Usage: python3 tests/golden/nifti.py FOLDER > tests/golden/nifti.json. The digest is SHA-256 of one volume's scaled values as
little-endian float64, the last axis fastest; of a file of several volumes, each of the first three has its own.
"""
import hashlib
import json
import pathlib
import sys

import nibabel
import numpy as np

folder = pathlib.Path(sys.argv[1])
files = []
for path in sorted(p for p in folder.rglob("*") if p.name.endswith((".nii", ".nii.gz"))):
    entry = {"path": str(path.relative_to(folder))}
    files.append(entry)
    try:
        image = nibabel.load(path)
        if not isinstance(image, (nibabel.Nifti1Image, nibabel.Nifti2Image)):
            raise ValueError(f"{type(image).__name__}, no volume")
        canonical = nibabel.as_closest_canonical(image)
    except Exception as error:
        entry["refused"] = f"{type(error).__name__}: {error}".replace(str(folder), "FOLDER")
        continue
    values = np.asarray(canonical.dataobj, dtype=np.float64)
    shape = values.shape[:3]
    volumes = values.reshape(*shape, -1, order="F")
    entry["shape"] = list(shape)
    entry["volumes"] = volumes.shape[3]
    entry["spacing"] = [float(size) for size in nibabel.affines.voxel_sizes(canonical.affine)]
    entry["affine"] = [[float(value) for value in row] for row in canonical.affine[:3]]
    entry["stored"] = [
        {
            "min": float(volume.min()),
            "max": float(volume.max()),
            "mean": float(volume.mean()),
            "sha256": hashlib.sha256(np.ascontiguousarray(volume).astype("<f8").tobytes()).hexdigest(),
        }
        for volume in np.moveaxis(volumes, 3, 0)[:3]
    ]
json.dump({"about": __doc__, "nibabel": nibabel.__version__, "files": files}, sys.stdout, indent=1)
print()
